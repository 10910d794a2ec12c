/**
 * The second factor by an authenticator app: its secret, its codes and their lockout. Start reading
 * with {@code SecondFactors}.
 */
package io.mltwin.identity.oauth.secondfactor;
