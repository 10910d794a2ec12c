/**
 * Azure AD's directory: tenants, users, groups, applications and service principals with their
 * credentials. {@code DirectoryService} reads it, the {@code …Directory} classes change it for
 * Microsoft Graph, and {@code DirectoryCache} keeps what tokens need. Start reading with {@code
 * DirectoryService}.
 */
package io.mltwin.identity.directory;
