/**
 * The evaluation of Azure RBAC for the whole platform, and explanations of its decisions. No other
 * package evaluates permissions. Start reading with {@code AccessService}.
 */
package io.mltwin.identity.rbac.access;
