// tus-js-client as its documentation says, one file after the other, each begun again until it is whole.
// URL CERTIFICATE KEY AUTHORITY; standard input: a line "DIGEST PATH" for each file. Says "done" at the end.
const fs = require("fs");
const tus = require("tus-js-client");

const [url, certificate, key, authority] = process.argv.slice(2);
const read = (path) => fs.readFileSync(path);
const httpStack = new tus.DefaultHttpStack({ cert: read(certificate), key: read(key), ca: read(authority) });
const files = fs.readFileSync(0, "utf8").trim().split("\n").map((line) => line.split(" "));

function send(digest, path) {
  return new Promise((resolve) => {
    const upload = new tus.Upload(fs.createReadStream(path), {
      endpoint: url,
      uploadSize: fs.statSync(path).size,
      metadata: { digest },
      httpStack,
      onSuccess: resolve,
      onError: () => setTimeout(() => send(digest, path).then(resolve), 200),
    });
    upload.start();
  });
}

(async () => {
  for (const [digest, path] of files) await send(digest, path);
  console.log("done");
})();
