/**
 * HTTP and TLS between services: the client, the rule that none is called inside a transaction,
 * what a service listens with, and work that leaves the event loop when it must block. Start
 * reading at {@link TrustedHttp}.
 */
package io.mltwin.platform.http;
