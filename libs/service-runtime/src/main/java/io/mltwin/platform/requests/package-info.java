/**
 * Where a request leads: from its host to an internal path, before authentication, by the table of
 * a service's planes. Refuses a URI that is malformed. Knows no token. Start reading at HostToPath.
 */
package io.mltwin.platform.requests;
