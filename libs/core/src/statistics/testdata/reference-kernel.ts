/*
 * TEST-ONLY ORACLE. The dense reference kernel that the readable implementation in this folder is compared with,
 * alarm for alarm (series-detector.reference.spec.ts). Never import it from production code and do not tidy it:
 * its worth is that it stays as it was when the operating characteristics were simulated. Excluded from lint.
 */
/* eslint-disable */
// @ts-nocheck
// prettier-ignore
// Reference kernel of detectors.md: an executable specification in dense form, to test the real implementation against (alarm for alarm).
// It is not production code: write that readably, in small pieces, from the formulas.
export type Kind = 'count' | 'rate' | 'rank';
const SCALES = [1, 15, 60, 480], LOG = SCALES.map(Math.log), NS = 4;
const odds = (p: number, g: number) => { const o = (p / (1 - p)) * g; return o / (1 + o); };
const FRONT = {
  count: { v: (p: number) => p, move: (p: number, g: number) => p * g, grid: [1.25, 1.6, 2.5, 5, 12], b: 1, max: Infinity },
  rate: { v: (p: number) => p * (1 - p), move: odds, grid: [1.25, 1.6, 2.5, 5, 12], b: 1, max: 0.995 },
  rank: { v: (_: number) => 1 / 12, move: (p: number, g: number) => Math.min(0.98, Math.max(0.02, p + g)), grid: [0.03, 0.08, 0.16, 0.3], b: 0.5, max: 0.995 },
};
export interface Opts { dir?: 1 | -1; season?: boolean; tau?: number; budget?: number }
class Gen { x = new Float32Array(24); e = new Float32Array(24); S = 0; N = 0; V = new Float32Array(NS); U = new Float32Array(NS); C = new Float32Array(NS); weekend = false; shape = true;
  clear() { this.x.fill(0); this.e.fill(0); this.S = this.N = 0; this.V.fill(0); this.U.fill(0); this.C.fill(0); this.shape = true; } }
export class Stream {
  private f; private K; private M; private lam; private psi; readonly A; tot = 0; p = 0; p0 = 0; D = 2;
  private S = 0; private N = 0; private sA = new Float32Array(48); private sB = new Float32Array(48); private days = [3, 0];
  private g0 = new Gen(); private g1 = new Gen(); private g1ok = false; private held = 0; private taint = false;
  private R = new Float64Array(NS); private W = new Float64Array(NS); private n = new Int32Array(NS);
  private V = new Float64Array(NS); private U = new Float64Array(NS); private C = new Float64Array(NS); private Ds = new Float64Array(NS).fill(2);
  private hour = 0; private min = 0; private cs = 0; private cn = 0; private ce = 0; private nbar = 0; private v1 = 1; private s0 = 1; private sm = 1; private sp = 1; private seen = true;
  private dir; private season; private tau;
  /** budget = expected false alarms per week granted to THIS stream (tenant F times this stream's share) */
  constructor(readonly kind: Kind, o: Opts = {}) { this.f = FRONT[kind]; this.K = this.f.grid.length; this.M = new Float64Array(this.K); this.lam = new Float64Array(this.K); this.psi = new Float64Array(this.K);
    this.A = 1 / (o.budget ?? 0.01); this.dir = o.dir ?? 1; this.season = o.season ?? false; this.tau = o.tau ?? (kind === 'rank' ? 0.02 : 0.1); }
  private bin(h: number) { return (h % 24) + (Math.floor(h / 24) % 7 >= 5 ? 24 : 0); }
  private fac(b: number): number { const k = 8, A = this.sA, B = this.sB; if (b < 24) return (A[b] + k) / (B[b] + k); let a = k, e = k; for (let i = 0; i < 24; i++) { a += A[24 + i]; e += B[24 + i] * (A[i] + k) / (B[i] + k); } const pr = (a / e) * (A[b - 24] + k) / (B[b - 24] + k); return (A[b] + k * pr) / (B[b] + k); }
  private dAt(h: number) { if (h <= 1) return this.Ds[0]; const l = Math.log(h); for (let i = 1; i < NS; i++) if (l <= LOG[i]) { const a = (l - LOG[i - 1]) / (LOG[i] - LOG[i - 1]); return this.Ds[i - 1] * (1 - a) + this.Ds[i] * a; } return this.Ds[NS - 1]; }
  /** hourly: null boundary p0 and one (lambda, psi) pair per alternative */
  private refresh() { const { f, dir, tau } = this; let p = (this.S + 0.5) / (this.N + (this.kind === 'count' ? 60 : 1)); if (f.max < 1) p = Math.min(f.max, Math.max(1e-6, p)); this.p = p; this.v1 = f.v(p);
    const se = Math.sqrt(this.D * f.v(p) / (this.N + 1)), z = 2; let p0 = this.kind === 'rank' ? p + dir * Math.max(tau, z * se) : dir > 0 ? Math.max(f.move(p, 1 + tau), p * Math.exp(Math.min(3, z * se / p))) : Math.min(f.move(p, 1 / (1 + tau)), p * Math.exp(-Math.min(3, z * se / p)));
    if (this.season) { this.seen = this.days[this.bin(this.hour) >= 24 ? 1 : 0] > 0; if (!this.seen) p0 = dir > 0 ? Math.max(p0, 2 * p) : Math.min(p0, p / 2); this.s0 = this.fac(this.bin(this.hour)); this.sm = this.fac(this.bin(this.hour + 167)); this.sp = this.fac(this.bin(this.hour + 1)); }
    if (f.max < 1) p0 = Math.min(f.max, Math.max(1 - f.max, p0)); this.p0 = p0; const v = f.v(p0), nb = this.kind === 'count' ? this.s0 : Math.max(1e-3, this.nbar);
    for (let k = 0; k < this.K; k++) { const g = f.grid[k], d = Math.abs((this.kind === 'rank' ? f.move(p0, dir * g) : f.move(p0, dir > 0 ? g : 1 / g)) - p0); let D = this.D;
      for (let it = 0; it < 4; it++) { const c = dir > 0 ? f.b * (Math.max(1, D) - 2 / 3) : f.b / 3, s = 1 / Math.sqrt(1 + 2 * c * d / (D * v)), lam = (1 - s) / c, psi = lam * lam * D * v / (2 * s); this.lam[k] = lam; this.psi[k] = psi; D = this.dAt(24 / Math.max(1e-12, (lam * d - psi) * nb)); } } }
  /** close one 1-minute base window: S = sum of marks, n = exposure. inj = budget share in weeks (default: one minute). true = open an incident */
  tick(S: number, n: number, inj = 1 / 10080): boolean { if (this.min === 0) this.refresh(); let e = n; if (this.season) { const fr = (this.min + 0.5) / 60; e = n * (fr < 0.5 ? this.sm * (0.5 - fr) + this.s0 * (0.5 + fr) : this.s0 * (1.5 - fr) + this.sp * (fr - 0.5)); }
    let alarm = false; if (this.hour >= 24) { const y = this.dir * (S - e * this.p0), M = this.M, w = inj / this.K; let t = 0; for (let k = 0; k < this.K; k++) { const l = Math.min(5, this.lam[k] * y - e * this.psi[k]); t += M[k] = (M[k] + w) * Math.exp(l); } this.tot = t; if (t >= this.A) { alarm = true; M.fill(0); this.taint = true; }
      if (this.hour >= 72 && this.seen) { const r = S - e * this.p, w1 = e * this.v1; for (let s = 0; s < NS; s++) { this.R[s] += r; this.W[s] += w1; if (++this.n[s] === SCALES[s]) { this.g0.V[s] += Math.min(this.R[s] ** 2, 9 * this.Ds[s] * this.W[s] + 64 * this.f.b ** 2); this.g0.U[s] += this.W[s]; this.g0.C[s]++; this.R[s] = this.W[s] = this.n[s] = 0; } } } }
    this.cs += S; this.cn += n; this.ce += e; if (++this.min === 60) this.endHour(); return alarm; }
  private endHour() { const g = this.g0, i = this.hour % 24; g.x[i] += this.cs; g.e[i] += this.cn * this.p; g.S += this.cs; g.N += this.ce; this.nbar = this.hour ? this.nbar * 0.97 + 0.03 * this.cn / 60 : this.cn / 60; this.cs = this.cn = this.ce = this.min = 0; this.hour++;
    if (this.hour < 72) { this.S += g.S; this.N += g.N; if (this.season) { const b = this.bin(this.hour - 1); this.sA[b] += g.x[i]; this.sB[b] += Math.max(1e-9, g.e[i]); } g.clear(); if (this.hour === 71 && this.season) { const m = this.S / this.N; for (let b = 0; b < 24; b++) this.sB[b] = this.sB[b] > 0 ? 180 * m : 0; } }
    else if (this.hour % 24 === 0) this.rotate(); }
  private learnD(g: Gen, tainted = false) { const f = 0.5 ** (1 / Math.min(14, Math.max(2, this.hour / 72))); let D = this.kind === 'count' ? 1 : 0.05; for (let s = 0; s < NS; s++) { this.V[s] = this.V[s] * f + (tainted ? Math.min(g.V[s], 2 * this.Ds[s] * g.U[s]) : g.V[s]); this.U[s] = this.U[s] * f + g.U[s]; this.C[s] = this.C[s] * f + g.C[s]; D = Math.max(D, (40 + this.V[s]) / (20 + this.U[s]) * (1 + 0.5 * Math.sqrt(2 / (this.C[s] + 2)))); this.Ds[s] = D; } this.D = D; }
  private commit(g: Gen) { const rate = Math.max(1e-6, g.S / Math.max(1e-9, g.N)) * (this.kind === 'count' ? 1440 : this.nbar * 1440), inf = this.kind === 'rank' ? this.nbar * 1440 : rate, H = Math.min(56, Math.max(7, 300 * this.D / inf)), f = 0.5 ** (1 / H), w = g.weekend ? 1 : 0;
    if (!this.season || this.days[w] > 0) { this.S = this.S * f + g.S; this.N = this.N * f + g.N; } this.learnD(g);
    if (this.season && g.shape) { this.days[w]++; let X = 0, E = 0; for (let i = 0; i < 24; i++) { X += g.x[i]; E += g.e[i] * this.fac(24 * w + i); } if (X > 0 && E > 0) { const fs = 0.5 ** (1 / 28), rho = w ? 1 : X / E; for (let b = 0; b < 48; b++) { this.sA[b] *= fs; this.sB[b] *= fs; } for (let i = 0; i < 24; i++) { this.sA[24 * w + i] += g.x[i]; this.sB[24 * w + i] += g.e[i] * rho; } } } }
  private rotate() { this.g0.weekend = Math.floor((this.hour - 24) / 24) % 7 >= 5; const a = this.g0, b = this.g1;
    if (this.taint) { if (this.g1ok) this.learnD(b, true); this.learnD(a, true); a.clear(); b.clear(); this.g1ok = this.taint = false; if (++this.held > 3) { this.S *= 0.1; this.N *= 0.1; this.held = 0; } return; }
    if (this.tot >= 0.02 * this.A && this.held < 7) { this.held++; b.S += a.S; b.N += a.N; for (let s = 0; s < NS; s++) { b.V[s] += a.V[s]; b.U[s] += a.U[s]; b.C[s] += a.C[s]; } b.shape = false; a.clear(); this.g1ok = true; return; }
    this.held = 0; if (this.g1ok) this.commit(b); this.g1 = a; this.g0 = b; b.clear(); this.g1ok = true; }
}
