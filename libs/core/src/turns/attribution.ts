import type { Step } from '@tacet/contracts';

/** Who did the work: what a turn is attributed to. */
export interface Identity {
  env: string;
  service: string;
  agent: string;
  agentVersion: string;
  promptVersion: string;
  dialect: string;
}

interface Vote extends Identity {
  steps: number;
}

const IDENTITIES_MAX = 8;
const MODELS_MAX = 8;

/** Which identity and which model a turn's steps speak of most. Order of arrival does not matter up to eight. */
export class Attribution {
  /** Copied on growth, as most turns have one of each. */
  private votes: readonly Vote[] = [];
  private models: readonly { model: string; tokens: number }[] = [];

  /** Counts the step and returns whom it spoke of. */
  vote(step: Step): Identity {
    for (const vote of this.votes) {
      if (isIdentityOf(vote, step)) {
        vote.steps++;
        return vote;
      }
    }
    const vote = firstVote(step);
    if (this.votes.length < IDENTITIES_MAX) this.votes = this.votes.concat(vote);
    return vote;
  }

  addModelTokens(model: string, tokens: number): void {
    const known = this.models.find((entry) => entry.model === model);
    if (known) known.tokens += tokens;
    else if (this.models.length < MODELS_MAX) this.models = this.models.concat({ model, tokens });
  }

  /** '' without llm steps that name one. */
  topModel(): string {
    let top = { model: '', tokens: -1 };
    for (const entry of this.models) {
      const isAhead = entry.tokens > top.tokens || (entry.tokens === top.tokens && entry.model < top.model);
      if (isAhead) top = entry;
    }
    return top.model;
  }

  /** The most frequent identity, or `root`'s with what it leaves out filled in from steps of the same agent. */
  identity(root: Identity | null): Identity {
    const ranked = this.votes.slice().sort(byStepsThenText);
    const top: Identity = root ?? ranked[0] ?? NOBODY;
    const same = ranked.filter((vote) => vote.service === top.service && vote.agent === top.agent);
    return {
      env: top.env,
      service: top.service,
      agent: top.agent,
      agentVersion: top.agentVersion || (same.find((vote) => vote.agentVersion)?.agentVersion ?? ''),
      promptVersion: top.promptVersion || (same.find((vote) => vote.promptVersion)?.promptVersion ?? ''),
      dialect: top.dialect,
    };
  }
}

function firstVote(step: Step): Vote {
  const { env, service, agent, agentVersion = '', promptVersion = '', dialect } = step;
  return { env, service, agent, agentVersion, promptVersion, dialect, steps: 1 };
}

const NOBODY: Identity = {
  env: '',
  service: '',
  agent: '',
  agentVersion: '',
  promptVersion: '',
  dialect: '',
};

function isIdentityOf(identity: Identity, step: Step): boolean {
  return (
    identity.agent === step.agent &&
    identity.service === step.service &&
    identity.env === step.env &&
    identity.agentVersion === (step.agentVersion ?? '') &&
    identity.promptVersion === (step.promptVersion ?? '') &&
    identity.dialect === step.dialect
  );
}

function byStepsThenText(a: Vote, b: Vote): number {
  if (a.steps !== b.steps) return b.steps - a.steps;
  const [left, right] = [textOf(a), textOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function textOf({ env, service, agent, agentVersion, promptVersion, dialect }: Identity): string {
  return [env, service, agent, agentVersion, promptVersion, dialect].join('\u001f');
}
