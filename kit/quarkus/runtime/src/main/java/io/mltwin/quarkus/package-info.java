/**
 * What the card in Quarkus' Dev UI asks the application. Uses MicroProfile Config. The Dev Service itself is in the
 * module {@code deployment}.
 */
package io.mltwin.quarkus;
