/**
 * System-assigned and user-assigned managed identities: their ARM types, and the internal calls by
 * which the hosts of resources register and assign them. Start reading with {@code
 * ManagedIdentityService}.
 */
package io.mltwin.identity.directory.managedidentities;
