/**
 * Signing in by browser, and what users' tokens open at the services. What identity alone decides
 * is tested there. Uses {@code fixtures}. Start reading at {@code SignInTest}.
 */
package io.mltwin.e2e.signin;
