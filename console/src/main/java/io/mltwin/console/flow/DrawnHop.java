package io.mltwin.console.flow;

/**
 * A hop as HTML in one language. It holds nothing of the person who reads it, so that all who see
 * the hop get the same.
 *
 * @param key of its rows in the page
 * @param html the row in the list
 * @param arrow the row in the drawing
 */
record DrawnHop(String key, String html, String arrow) {

    int characters() {
        return html.length() + arrow.length();
    }
}
