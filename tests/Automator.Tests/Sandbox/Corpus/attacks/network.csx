// Any way out other than Basecamp.

//// http
// tries: send what it knows to a stranger
// layer: references
// says: rules have no network
var c = new System.Net.Http.HttpClient();

//// http-imported
// tries: the same behind a using
// layer: references
// says: rules have no network
using System.Net.Http; //!
var c = new HttpClient(); //!

//// socket
// tries: open a socket
// layer: references
// says: rules have no network
var s = new System.Net.Sockets.Socket(default, default, default);

//// tcp
// tries: connect
// layer: references
// says: rules have no network
var c = new System.Net.Sockets.TcpClient("example.com", 80);

//// listen
// tries: listen
// layer: references
// says: not available in rules
var l = new System.Net.Sockets.TcpListener(0);

//// udp
// tries: send a datagram
// layer: references
// says: not available in rules
var c = new System.Net.Sockets.UdpClient();

//// unix-socket
// tries: talk to a service of the machine
// layer: references
// says: not available in rules
var e = new System.Net.Sockets.UnixDomainSocketEndPoint("/run/x");

//// dns
// tries: leak a name through DNS
// layer: references
// says: not available in rules
var a = System.Net.Dns.GetHostAddresses("secret.example.com");

//// ping
// tries: leak through ping
// layer: references
// says: not available in rules
var p = new System.Net.NetworkInformation.Ping();

//// mail
// tries: send mail of its own
// layer: references
// says: rules have no network
var m = new System.Net.Mail.SmtpClient("x");

//// web-socket
// tries: keep a line open
// layer: references
// says: not available in rules
var w = new System.Net.WebSockets.ClientWebSocket();

//// old-web-request
// tries: use the old way
// layer: references
// says: not available in rules
var r = System.Net.WebRequest.Create("http://x");

//// named-pipe
// tries: talk to another process
// layer: references
// says: not available in rules
var p = new System.IO.Pipes.NamedPipeClientStream("x");

//// xml-entity
// tries: let an XML reader fetch
// layer: references
// says: not available in rules
var x = System.Xml.XmlReader.Create("http://x");

//// database
// tries: open a database
// layer: references
// from: CVE-2026-27497 (n8n: a query of the author's own)
// says: not available in rules
System.Data.Common.DbConnection? c = null;
