import { type OpenApi, WHO } from './openapi.ts'

type Schema = Record<string, unknown>
type Parameter = { name: string; in: string; required: boolean; schema: Schema }
type Content = { content?: Record<string, { schema?: Schema }> }
type Operation = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  parameters: Parameter[]
  requestBody?: Content
  responses: Record<string, Content & { description: string }>
}
type Entry = { method: string; path: string; operation: Operation }

/** The description as one page of plain HTML: no script, nothing from elsewhere, readable without a network. */
export function docsPage(api: OpenApi): string {
  const entries = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation: operation as Operation })),
  )
  const base = String(api.servers[0]?.url ?? '')
  const tags = api.tags.map((tag) => String(tag.name))
  const schemas = Object.entries((api.components.schemas ?? {}) as Record<string, Schema>).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kith API</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>Kith API</h1><p>${html(String(api.info.description))}</p>
<p>${code(WHO)}</p>
<p>Machines read <a href="openapi.json">openapi.json</a>. GraphQL answers at <code>${html(base)}/graphql</code>.</p>
<nav aria-label="Parts">${[...tags, 'Shapes'].map((tag) => `<a href="#${anchor(tag)}">${html(tag)}</a>`).join(' ')}</nav></header>
<main>
${tags
  .map((tag) =>
    section(
      tag,
      entries.filter((entry) => entry.operation.tags.includes(tag)).map((entry) => operationHtml(entry, base)),
    ),
  )
  .join('\n')}
${section(
  'Shapes',
  schemas.map(([name, schema]) => shapeHtml(name, schema)),
)}
</main>
</body>
</html>
`
}

function section(title: string, parts: readonly string[]): string {
  return `<section id="${anchor(title)}"><h2>${html(title)}</h2>\n${parts.join('\n')}</section>`
}

function operationHtml({ method, path, operation }: Entry, base: string): string {
  const { parameters, requestBody, responses } = operation
  const body = requestBody && `<h4>Body</h4>${schemaHtml(schemaIn(requestBody))}`
  return `<details id="${anchor(operation.operationId)}">
<summary><span class="method ${html(method)}">${html(method.toUpperCase())}</span> <code>${html(path)}</code> ${html(operation.summary)}</summary>
${paragraphs(operation.description)}
<pre>${html(example(method, base + path, requestBody !== undefined))}</pre>
${parameters.length > 0 ? `<h4>Parameters</h4><table><tr><th>Name</th><th>In</th><th>What</th></tr>${parameters.map(parameterRow).join('')}</table>` : ''}
${body ?? ''}
<h4>Answers</h4><table>${Object.entries(responses).map(answerRow).join('')}</table>
</details>`
}

function parameterRow({ name, in: place, required, schema }: Parameter): string {
  const words = [
    required ? 'required' : 'optional',
    schema.description,
    schema.default === undefined ? '' : `usually ${schema.default}`,
  ]
  return `<tr><td><code>${html(name)}</code></td><td>${html(place)}</td><td>${typeHtml(schema)} ${html(words.filter(Boolean).join(', '))}</td></tr>`
}

function answerRow([status, answer]: [string, Content & { description: string }]): string {
  const [type = '', { schema }] = Object.entries(answer.content ?? {})[0] ?? ['', {}]
  return `<tr><td><code>${html(status)}</code></td><td>${code(answer.description)}</td><td>${html(type)} ${schema ? typeHtml(schema) : ''}</td></tr>`
}

function shapeHtml(name: string, schema: Schema): string {
  return `<details id="${anchor(`shape-${name}`)}"><summary><code>${html(name)}</code></summary>${schemaHtml(schema)}</details>`
}

function schemaHtml(schema: Schema): string {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  if (properties.length === 0) return `<p>${typeHtml(schema)}</p>`
  const required = (schema.required ?? []) as string[]
  const rows = properties.map(
    ([name, inner]) =>
      `<tr><td><code>${html(name)}</code>${required.includes(name) ? '' : ' <small>optional</small>'}</td><td>${typeHtml(inner)}</td></tr>`,
  )
  return `<table>${rows.join('')}</table>`
}

/** A type in a few words, with links to the shapes it names. */
function typeHtml(schema: Schema): string {
  const options = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return `<a href="#${anchor(`shape-${name}`)}">${html(name)}</a>`
  }
  if (options) return options.map(typeHtml).join(' or ')
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `<code>${html(String(value))}</code>`).join(' ')
  if (schema.const !== undefined) return `<code>${html(String(schema.const))}</code>`
  if (schema.type === 'array') return `list of ${typeHtml((schema.items ?? {}) as Schema)}`
  if (schema.type === 'object' && schema.properties) return schemaHtml(schema)
  if (schema.type === 'object') return `map of ${typeHtml((schema.additionalProperties ?? {}) as Schema)}`
  return html(String(schema.format ?? schema.type ?? 'anything'))
}

function example(method: string, address: string, body: boolean): string {
  const flags = method === 'get' ? '' : ` -X ${method.toUpperCase()}`
  return `curl${flags}${body ? " -H 'Content-Type: application/json' -d @body.json" : ''} http://localhost:4747${address}`
}

function schemaIn({ content }: Content): Schema {
  return Object.values(content ?? {})[0]?.schema ?? {}
}

function paragraphs(text = ''): string {
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((part) => `<p>${code(part)}</p>`)
    .join('')
}

function code(text: string): string {
  return html(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

function anchor(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}

function html(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 62rem; margin: 0 auto; padding: 1rem; }
nav a { margin-right: .75rem; }
details { border: 1px solid #8884; border-radius: 6px; margin: .5rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-top: 1px solid #8883; }
pre { overflow-x: auto; background: #8881; padding: .5rem; border-radius: 4px; }
`
