/**
 * Who may do what by Azure's roles: the document's table, custom roles, scopes, decisions, deny
 * assignments, removal. Uses {@code clients} and {@code fixtures}. Start reading at {@code
 * RolesTest}.
 */
package io.mltwin.e2e.roles;
