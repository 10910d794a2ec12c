/**
 * Who is signed in to the console: sessions in the database, and the interfaces by which pages get
 * the session of their request and tokens on behalf of its user. May use the cookies of {@code
 * forms} and the database. Start with {@link io.mltwin.console.session.CurrentSession}.
 */
package io.mltwin.console.session;
