/**
 * A run as compute-service hands it out, and the folder that it has on the node. Uses no other
 * package. Start reading at JobBody.
 */
package io.mltwin.node.job;
