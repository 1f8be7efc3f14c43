// Whether a query can be meant: '' if so, else why not. Grammars, and for PromQL types, too; nobody here knows what exists.
// Types miss a range over something that is no selector, and bad regular expressions: the smoke stack asks Prometheus.
import { createRequire } from 'node:module';
import { parser as logql } from '@grafana/lezer-logql';
import { parser as traceql } from '@grafana/lezer-traceql';
import { parser as promql } from '@prometheus-io/lezer-promql';

// By require, all three: a second copy of CodeMirror's state is refused.
const require = createRequire(import.meta.url);
const { EditorState } = require('@codemirror/state');
const { ensureSyntaxTree } = require('@codemirror/language');
const { PromQLExtension } = require('@prometheus-io/codemirror-promql');
const { Parser: Types } = require('@prometheus-io/codemirror-promql/dist/cjs/parser');
const extension = new PromQLExtension().asExtension();

const grammar = (parser) => (query) => {
  let broken = '';
  parser.parse(query).iterate({ enter: (node) => {
    if (node.type.isError && !broken) {
      broken = `cannot be read at ${node.from}: ${query.slice(Math.max(0, node.from - 20), node.from + 20)}`;
    }
  } });
  return broken;
};

function types(query) {
  const state = EditorState.create({ doc: query, extensions: extension });
  const parser = new Types(state);
  parser.tree = ensureSyntaxTree(state, query.length, 10000); // its own has what was read within 20 ms
  parser.analyze();
  return parser.diagnostics.map(({ message }) => message).join('; ');
}

/** By type of Grafana's data source. */
export const languages = {
  prometheus: (query) => grammar(promql)(query) || types(query),
  loki: grammar(logql),
  tempo: grammar(traceql),
};
