/**
 * The interactive sign-in in a browser: the authorization endpoint, the pages and their forms.
 * {@code SignInService} leads from step to step, and {@code SignInSteps} determines the next one.
 * Start reading with {@code AuthorizeResource}.
 */
package io.mltwin.identity.oauth.signin;
