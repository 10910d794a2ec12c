/**
 * Who is signed in to the console, and the tokens that it gets on behalf of them. May use
 * access-client and the database. Start with {@link io.mltwin.console.session.CurrentSession}.
 */
package io.mltwin.console.session;
