/**
 * Clients and people of tests that sign in. The tests of identity-service and the end-to-end tests compile this folder
 * and tell by a {@code SignInPlatform} where they do so. Start reading at {@code SignIn}.
 */
package io.mltwin.signin;
