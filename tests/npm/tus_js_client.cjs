// tus-js-client as its documentation says: URL DIGEST FILE CERTIFICATE KEY AUTHORITY [UPLOAD-URL]. Ends with 0 when the file is there.
const fs = require("fs");
const tus = require("tus-js-client");

const [url, digest, path, certificate, key, authority, uploadUrl] = process.argv.slice(2);
const requestOptions = { cert: fs.readFileSync(certificate), key: fs.readFileSync(key), ca: fs.readFileSync(authority) };
const upload = new tus.Upload(fs.createReadStream(path), {
  endpoint: url,
  uploadUrl: uploadUrl || null,
  chunkSize: 64 * 1024,
  uploadSize: fs.statSync(path).size,
  metadata: { digest },
  retryDelays: [0, 50, 100, 200, 400, 400, 400, 400, 400, 400],
  httpStack: new tus.DefaultHttpStack(requestOptions),
  onError: (error) => { console.error(error); process.exit(1); },
  onSuccess: () => { console.log("done"); process.exit(0); },
});
upload.start();
