/**
 * Signing in through Azure AD's pages and signing out. May use {@code tokens}, sessions and the
 * frame of pages. Start with {@link io.mltwin.console.signin.SignInResource}.
 */
package io.mltwin.console.signin;
