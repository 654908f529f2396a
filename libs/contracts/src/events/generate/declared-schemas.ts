import ts from 'typescript';
import type { JsonSchema } from './json-schema';
import { withInherited, type SourceDeclarations } from './source-docs';

/**
 * The JSON Schema of a TypeScript interface, for topics that have one writer and are not validated on reading:
 * it documents them. Known forms only (primitives, literals, arrays, null, Record, references); anything else
 * throws, so that a new form is noticed here and not described wrongly.
 */
export function declaredSchema(
  name: string,
  source: SourceDeclarations,
  words: Readonly<Record<string, readonly string[]>>,
  generics: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  const declaration = source.types.get(name);
  if (!declaration) throw new Error(`no interface ${name} in the sources`);
  const properties: Record<string, JsonSchema> = {};
  const members = withInherited(declaration, source);
  for (const { name: field, doc, type } of members) {
    if (!type) throw new Error(`${name}.${field} has no type`);
    const schema = schemaOf(type, { source, words, generics });
    properties[field] = doc ? { description: doc, ...schema } : schema;
  }
  return {
    ...(declaration.doc ? { description: declaration.doc } : {}),
    type: 'object',
    properties,
    required: members.filter((member) => !member.optional).map((member) => member.name),
  };
}

interface Scope {
  source: SourceDeclarations;
  /** Closed lists that the source derives from constants, by the name of their type. */
  words: Readonly<Record<string, readonly string[]>>;
  /** What type parameters stand for. */
  generics: Readonly<Record<string, JsonSchema>>;
}

function schemaOf(type: ts.TypeNode, scope: Scope): JsonSchema {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: 'string' };
    case ts.SyntaxKind.NumberKeyword:
      return { type: 'number' };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: 'boolean' };
  }
  if (ts.isParenthesizedTypeNode(type)) return schemaOf(type.type, scope);
  if (ts.isArrayTypeNode(type)) return { type: 'array', items: schemaOf(type.elementType, scope) };
  if (ts.isLiteralTypeNode(type)) return literal(type);
  if (ts.isUnionTypeNode(type)) return union(type, scope);
  if (ts.isTypeQueryNode(type) && type.getText() === 'typeof ENVELOPE_VERSION') return { const: 1 };
  if (ts.isTypeReferenceNode(type)) return reference(type, scope);
  throw new Error(`no schema for the type ${type.getText()}`);
}

function literal(type: ts.LiteralTypeNode): JsonSchema {
  if (type.literal.kind === ts.SyntaxKind.NullKeyword) return { type: 'null' };
  if (ts.isStringLiteral(type.literal)) return { const: type.literal.text };
  if (ts.isNumericLiteral(type.literal)) return { const: Number(type.literal.text) };
  throw new Error(`no schema for the literal ${type.getText()}`);
}

function union(type: ts.UnionTypeNode, scope: Scope): JsonSchema {
  const members = type.types.map((member) => schemaOf(member, scope));
  if (members.every((member) => 'const' in member)) return { enum: members.map((member) => member.const) };
  const kinds = members.map((member) => member.type);
  if (kinds.every((kind): kind is string => typeof kind === 'string')) return { type: kinds };
  return { anyOf: members };
}

function reference(type: ts.TypeReferenceNode, scope: Scope): JsonSchema {
  const name = type.typeName.getText();
  if (name === 'Record') {
    return { type: 'object', additionalProperties: schemaOf(type.typeArguments![1]!, scope) };
  }
  const generic = scope.generics[name];
  if (generic) return generic;
  const words = scope.words[name];
  if (words) return { enum: words };
  const alias = scope.source.aliases.get(name);
  if (alias) return schemaOf(alias, scope);
  return { $ref: `#/components/schemas/${name}` };
}
