/**
 * Reads the bodies of requests on the event loop after authentication, so that a slow client holds
 * no thread. Each plane has a largest body, and all bodies together a part of the heap. Start
 * reading at BodyFilter.
 */
package io.mltwin.platform.bodies;
