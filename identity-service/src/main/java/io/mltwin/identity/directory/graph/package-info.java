/**
 * Microsoft Graph v1.0 over the directory: a {@code …Resource} speaks HTTP, a {@code …Service}
 * authorizes with {@code GraphAuthorizer} and changes the directory, and {@code GraphMapper} builds
 * the bodies. Start reading with {@code UserResource}.
 */
package io.mltwin.identity.directory.graph;
