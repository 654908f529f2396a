/** One message on its way into the store. */
export interface Ticket {
  readonly offset: number;
  done: boolean;
}

/** Which offset may be committed: the one after the last message of the acknowledged prefix. */
export class OffsetTracker {
  private readonly tickets: Ticket[] = [];
  private head = 0;

  /** Messages come in offset order; `done` is set by whoever acknowledges. */
  add(offset: number, done: boolean): Ticket {
    const ticket = { offset, done };
    this.tickets.push(ticket);
    return ticket;
  }

  /** Null when nothing more was acknowledged since the last call. */
  next(): number | null {
    const from = this.head;
    while (this.tickets[this.head]?.done) this.head++;
    if (this.head === from) return null;
    const committable = this.tickets[this.head - 1]!.offset + 1;
    this.forgetAcknowledged();
    return committable;
  }

  private forgetAcknowledged(): void {
    if (this.head < 1_024 && this.head < this.tickets.length) return;
    this.tickets.splice(0, this.head);
    this.head = 0;
  }
}
