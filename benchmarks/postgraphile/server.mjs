// PostGraphile 5 over the shop's tables: foreign keys give it the relations, as its own manual has it.
// node server.mjs PORT postgresql://…
import { createServer } from "node:http";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";
import { postgraphile } from "postgraphile";
import { grafserv } from "postgraphile/grafserv/node";

const [port, database] = process.argv.slice(2);
const preset = {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  // status has no index of its own, yet one of the questions filters by it
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [
    makePgService({ connectionString: database, schemas: ["public"], poolConfig: { max: 4 } }),
  ],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
  grafast: { explain: false, context: {} },
  gather: {},
};
const server = createServer();
const service = postgraphile(preset).createServ(grafserv);
await service.addTo(server);
server.listen(Number(port), "127.0.0.1");
