// @tus/server with @tus/file-store on a free port of loopback: FOLDER. Prints the port; ends with its standard input.
const { Server } = require("@tus/server");
const { FileStore } = require("@tus/file-store");

const server = new Server({
  path: "/v1/uploads",
  datastore: new FileStore({ directory: process.argv[2] }),
  namingFunction: (_request, metadata) => metadata.digest,
});
const listener = server.listen({ host: "127.0.0.1", port: 0 }, () => console.log(listener.address().port));
process.stdin.resume().on("end", () => process.exit(0));
