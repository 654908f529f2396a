import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A class or interface as the source declares it. */
export interface Declaration {
  doc: string;
  /** Names of what it extends. */
  parents: string[];
  members: { name: string; doc: string; optional: boolean; type: ts.TypeNode | undefined }[];
}

export interface SourceDeclarations {
  types: Map<string, Declaration>;
  aliases: Map<string, ts.TypeNode>;
}

/**
 * Reads classes, interfaces and type aliases with their doc comments from TypeScript sources, so that the
 * published schemas carry the same words as the code. Syntax only: no type checker, a few milliseconds.
 */
export function readDeclarations(folders: readonly string[]): SourceDeclarations {
  const found: SourceDeclarations = { types: new Map(), aliases: new Map() };
  for (const folder of folders) {
    for (const name of readdirSync(folder).sort()) {
      if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
      const text = readFileSync(join(folder, name), 'utf8');
      collect(ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true), found);
    }
  }
  return found;
}

/** Members of a declaration, those of its parents first. */
export function withInherited(declaration: Declaration, source: SourceDeclarations): Declaration['members'] {
  const inherited = declaration.parents.flatMap((name) => {
    const parent = source.types.get(name);
    if (!parent) throw new Error(`no declaration of ${name} in the sources`);
    return withInherited(parent, source);
  });
  return [...inherited, ...declaration.members];
}

function collect(file: ts.SourceFile, found: SourceDeclarations): void {
  for (const statement of file.statements) {
    if (ts.isTypeAliasDeclaration(statement)) found.aliases.set(statement.name.text, statement.type);
    if (!ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) continue;
    if (!statement.name) continue;
    const members = [...statement.members].flatMap((member) => {
      if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) return [];
      const optional = member.questionToken !== undefined;
      return [{ name: member.name.getText(file), doc: docOf(member), optional, type: member.type }];
    });
    const parents = (statement.heritageClauses ?? []).flatMap((clause) =>
      clause.types.map((parent) => parent.expression.getText(file)),
    );
    found.types.set(statement.name.text, { doc: docOf(statement), parents, members });
  }
}

/** The last doc comment of a node, on one line. */
function docOf(node: ts.Node): string {
  const doc = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  return (ts.getTextOfJSDocComment(doc?.comment) ?? '').replace(/\s+/g, ' ').trim();
}
