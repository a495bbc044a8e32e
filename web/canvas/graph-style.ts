import type { Css, StylesheetJsonBlock } from 'cytoscape'
import type { EdgeLook, NodeKind } from './elements.ts'
import { KIND_ICONS, MORE_ICON } from './icons.ts'

/** Colours of the canvas, read from the same CSS variables as the rest of the page. */
export type Palette = Record<NodeKind, string> &
  Record<`edge-${EdgeLook}`, string> &
  Record<`tint-${(typeof SHADES)[number]}`, string> & {
    text: string
    muted: string
    page: string
    accent: string
    warn: string
  }

const KINDS = [
  'customer',
  'company',
  'contact',
  'household',
  'record',
  'address',
  'contactPoint',
  'order',
  'product',
  'retired',
] as const
const LOOKS = ['same', 'maybe', 'never', 'always', 'member', 'hierarchy', 'person', 'past', 'relation'] as const

/** Colours of what nodes say of themselves: `--tint-…` in tokens.css. */
const SHADES = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 'several', 'high', 'middle', 'low', 'none'] as const

/** A kind is told apart by shape and icon as well as by colour. */
export const SHAPES = {
  customer: 'ellipse',
  company: 'round-rectangle',
  contact: 'hexagon',
  household: 'pentagon',
  record: 'round-rectangle',
  address: 'diamond',
  contactPoint: 'round-tag',
  order: 'barrel',
  product: 'octagon',
  retired: 'ellipse',
} as const satisfies Record<NodeKind, string>

export const SIZES: Record<NodeKind, readonly [width: number, height: number]> = {
  customer: [50, 50],
  company: [52, 46],
  contact: [52, 46],
  household: [48, 48],
  record: [34, 30],
  address: [42, 42],
  contactPoint: [40, 34],
  order: [36, 34],
  product: [36, 36],
  retired: [34, 34],
}

/** Dash pattern, arrow and layer of each look. */
export const LINES: Record<
  EdgeLook,
  { style: 'solid' | 'dashed' | 'dotted'; dash?: number[]; arrow?: 'triangle' | 'tee' | 'none'; z: number }
> = {
  same: { style: 'solid', z: 3 },
  maybe: { style: 'dashed', dash: [7, 5], z: 3 },
  never: { style: 'dashed', dash: [2, 4], arrow: 'tee', z: 4 },
  always: { style: 'solid', z: 4 },
  member: { style: 'solid', z: 1 },
  hierarchy: { style: 'solid', arrow: 'triangle', z: 2 },
  person: { style: 'dashed', dash: [12, 3], z: 2 },
  past: { style: 'dotted', z: 1 },
  relation: { style: 'solid', z: 1 },
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim() || '#888888'
  const kinds = KINDS.map((kind) => [kind, read(`kind-${kind}`)])
  const looks = LOOKS.map((look) => [`edge-${look}`, read(`edge-${look}`)])
  const shades = SHADES.map((shade) => [`tint-${shade}`, read(`tint-${shade}`)])
  const rest = (['text', 'muted', 'page', 'accent', 'warn'] as const).map((name) => [name, read(name)])
  return Object.fromEntries([...kinds, ...looks, ...shades, ...rest])
}

/** What the canvas looks like. Which labels are written, and how large, is decided as it is looked at. */
export function stylesheetOf(palette: Palette): StylesheetJsonBlock[] {
  return [
    {
      selector: 'node',
      style: {
        label: 'data(label)',
        color: palette.text,
        'font-family': 'Inter, system-ui, sans-serif',
        'font-size': 12,
        'min-zoomed-font-size': 7,
        'text-valign': 'bottom',
        'text-margin-y': 6,
        'text-wrap': 'wrap',
        'text-max-width': '130px',
        'text-background-color': palette.page,
        'text-background-opacity': 0.82,
        'text-background-padding': '2px',
        'text-background-shape': 'roundrectangle',
        'line-height': 1.2,
        'border-width': 0,
        'overlay-opacity': 0,
        'underlay-padding': 8,
        'underlay-shape': 'ellipse',
        'underlay-opacity': 0,
        'bounds-expansion': 10,
      },
    },
    ...KINDS.map((kind) => kindStyle(kind, palette)),
    ...KINDS.map((kind) => moreStyle(kind)),
    ...SHADES.map((shade) => ({
      selector: `node[shade="${shade}"]`,
      style: { 'background-color': palette[`tint-${shade}`] },
    })),
    { selector: 'node[letters]', style: { 'font-size': 'data(letters)', 'text-max-width': 'data(wrap)' } },
    { selector: 'node.focus', style: { 'font-weight': 600 } },
    // A second one behind it: it stands for several.
    {
      selector: 'node.stack',
      style: { ghost: 'yes', 'ghost-offset-x': 5, 'ghost-offset-y': -5, 'ghost-opacity': 0.45 },
    },
    {
      selector: 'node.bundle, node.pinned',
      style: { 'border-width': 2, 'border-style': 'dotted', 'border-color': palette.text },
    },
    {
      selector: ['record', 'address', 'contactPoint', 'order', 'product'].map((kind) => `node[kind="${kind}"]`).join(),
      style: { color: palette.muted },
    },
    { selector: 'node.held', style: { 'border-width': 4, 'border-color': palette.warn, 'border-style': 'double' } },
    { selector: 'node.former', style: { 'background-opacity': 0.45 } },
    {
      selector: 'node[kind="retired"]',
      style: { 'border-width': 2, 'border-style': 'dashed', 'border-color': palette.muted },
    },
    { selector: 'node.hover', style: { 'underlay-opacity': 0.14, 'underlay-color': palette.text } },
    {
      selector: 'node.marked',
      style: { 'underlay-opacity': 0.32, 'underlay-color': palette.warn, color: palette.text, 'z-index': 9 },
    },
    { selector: 'node.quiet', style: { label: '' } },
    {
      selector: 'node.chosen',
      style: { 'underlay-opacity': 0.32, 'underlay-color': palette.accent, color: palette.text, 'z-index': 10 },
    },
    {
      selector: 'edge',
      style: {
        'curve-style': 'bezier',
        'control-point-step-size': 28,
        'arrow-scale': 0.9,
        'overlay-opacity': 0,
        'font-family': 'Inter, system-ui, sans-serif',
        'font-size': 10.5,
        'min-zoomed-font-size': 7,
        color: palette.text,
        'text-background-color': palette.page,
        'text-background-opacity': 0.95,
        'text-background-padding': '3px',
        'text-background-shape': 'roundrectangle',
        'text-rotation': 'autorotate',
      },
    },
    {
      selector: 'core',
      style: { 'selection-box-color': palette.accent, 'selection-box-opacity': 0.18 } as Css.Core,
    },
    ...LOOKS.map((look) => lookStyle(look, palette)),
    ...LOOKS.map((look) => upStyle(look, palette)),
    { selector: 'edge.near', style: { 'line-opacity': 1 } },
    { selector: 'edge.hover, edge.chosen', style: { label: 'data(label)', 'z-index': 20, 'line-opacity': 1 } },
    {
      selector: 'edge.chosen',
      style: { 'underlay-opacity': 0.3, 'underlay-color': palette.accent, 'underlay-padding': 4 },
    },
  ]
}

function kindStyle(kind: NodeKind, palette: Palette): StylesheetJsonBlock {
  const [width, height] = SIZES[kind]
  return {
    selector: `node[kind="${kind}"]`,
    style: {
      shape: SHAPES[kind],
      width,
      height,
      'background-color': palette[kind],
      'background-image': [KIND_ICONS[kind]],
      'background-width': ['52%'],
      'background-height': ['52%'],
    },
  }
}

/** A small plus at the upper right: there is more behind this node, and a click on the plus brings it. */
function moreStyle(kind: NodeKind): StylesheetJsonBlock {
  return {
    selector: `node.more[kind="${kind}"]`,
    style: {
      'background-image': [KIND_ICONS[kind], MORE_ICON],
      'background-width': ['52%', '15px'],
      'background-height': ['52%', '15px'],
      'background-position-x': ['50%', '100%'],
      'background-position-y': ['50%', '0%'],
      'background-offset-x': ['0px', '5px'],
      'background-offset-y': ['0px', '-5px'],
      'background-clip': ['node', 'none'],
      'background-image-containment': ['inside', 'over'],
    },
  }
}

function lookStyle(look: EdgeLook, palette: Palette): StylesheetJsonBlock {
  const { style, dash, arrow, z } = LINES[look]
  const color = palette[`edge-${look}`]
  const weighted = look === 'same' || look === 'maybe'
  const strong = weighted || look === 'never' || look === 'always'
  return {
    selector: `edge[look="${look}"]`,
    style: {
      width: weighted ? 'data(weight)' : strong ? 3.5 : 1.5,
      'line-color': color,
      'line-style': style,
      'line-opacity': strong ? 0.95 : 0.7,
      ...(dash ? { 'line-dash-pattern': dash } : {}),
      'target-arrow-shape': arrow ?? (strong || look === 'member' ? 'none' : 'triangle'),
      'target-arrow-color': color,
      ...(look === 'never' ? { 'source-arrow-shape': 'tee', 'source-arrow-color': color } : {}),
      'z-index': z,
    },
  }
}

/** Edges turned round for layered layouts still point where they point. */
function upStyle(look: EdgeLook, palette: Palette): StylesheetJsonBlock {
  const none = look === 'member'
  return {
    selector: `edge.up[look="${look}"]`,
    style: {
      'target-arrow-shape': 'none',
      'source-arrow-shape': none ? 'none' : 'triangle',
      'source-arrow-color': palette[`edge-${look}`],
    },
  }
}
