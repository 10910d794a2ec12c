package io.mltwin.console.flow;

/**
 * A hop as HTML in one language. It holds nothing of the person who reads it.
 *
 * @param row in the list
 * @param arrow the row in the drawing
 */
record DrawnHop(String row, String arrow) {}
