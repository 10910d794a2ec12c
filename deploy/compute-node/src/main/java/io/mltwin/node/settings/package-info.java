/**
 * What the node is told when it starts. Uses no other package. Start reading at NodeSettings.
 */
package io.mltwin.node.settings;
