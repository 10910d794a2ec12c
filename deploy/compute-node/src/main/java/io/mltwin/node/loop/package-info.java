/**
 * The two loops of the program: of a node, and of a machine that hosts nodes. Start reading at
 * NodeLoop.
 */
package io.mltwin.node.loop;
