// receiptio as a printing client: PORT SPEED OPTIONS, the receipt on standard input, the result on standard output.
// receiptio knows port 9100 only and waits up to twelve seconds for a mute printer: here another port of loopback, and
// its clock goes SPEED times as fast. PORT 0: nothing is printed, the bytes come out in base64.
const net = require("net");
const [port, speed] = process.argv.slice(2, 4).map(Number);
const { connect } = net;
const { setTimeout: later, setInterval: repeatedly } = global;
net.connect = (_, host) => connect(port, host);
global.setTimeout = (what, wait) => later(what, wait / speed);
global.setInterval = (what, wait) => repeatedly(what, wait / speed);
const receiptio = require("receiptio");

const receipt = require("fs").readFileSync(0, "utf8");
receiptio
  .print(receipt, process.argv[4])
  .then((told) => process.stdout.write(port ? told : Buffer.from(told, "binary").toString("base64")));
