import type { GraphView, TreeView } from '../../server/model/views.ts'

/** A company tree as a piece of the graph. Every company has at least one record beside it, so each can be expanded. */
export function treeGraph(tree: TreeView): GraphView {
  return {
    focus: tree.focus,
    nodes: tree.nodes.map(({ id, name, sources, depth }) => ({
      ...{ id, kind: 'company' as const, label: name, detail: sources.join(', ') },
      ...{ more: 1, properties: { depth } },
    })),
    edges: tree.nodes.flatMap(({ id, parent, share, from, to }) =>
      parent === undefined
        ? []
        : [
            {
              id: `${id}>${parent}`,
              type: 'SUBSIDIARY_OF',
              from: id,
              to: parent,
              label: share === undefined ? 'subsidiary of' : `subsidiary of (${share} %)`,
              properties: { share, from, to },
            },
          ],
    ),
    truncated: false,
  }
}
