/**
 * Signing in by browser and what it gives a client: pages, decisions, codes, and the directories of
 * others. Uses {@code fixtures}. Start reading at {@code SignIn}.
 */
package io.mltwin.e2e.signin;
