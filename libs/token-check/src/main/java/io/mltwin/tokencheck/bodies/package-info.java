/**
 * What a request may bring: each plane's largest body, read on the event loop after authentication,
 * so that a client that sends slowly or not at all holds no thread, and all together a part of the
 * heap. Start reading at BodyFilter.
 */
package io.mltwin.tokencheck.bodies;
