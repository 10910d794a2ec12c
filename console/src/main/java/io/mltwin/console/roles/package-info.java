/**
 * Microsoft.Authorization of Azure Resource Manager as the signed-in user: role assignments, roles,
 * operations. May use the calls to Azure. Start with {@link io.mltwin.console.roles.RoleClient}.
 */
package io.mltwin.console.roles;
