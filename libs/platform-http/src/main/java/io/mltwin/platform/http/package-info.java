/**
 * HTTP and TLS between services: the client, the rule that none is called inside a transaction, and
 * what a service listens with. Start reading at {@link TrustedHttp}.
 */
package io.mltwin.platform.http;
