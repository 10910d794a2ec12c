/**
 * Applications as clients of the token and authorization endpoints, with secrets, keys and redirect
 * URIs. Reads the tables of the directory. Start reading with {@code Clients}.
 */
package io.mltwin.identity.oauth.clients;
