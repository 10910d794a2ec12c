/**
 * The identity endpoint of a run's script. Start reading at IdentityEndpoint.
 */
package io.mltwin.node.identity;
