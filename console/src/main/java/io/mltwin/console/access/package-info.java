/**
 * The page about access at a scope: assignments, roles, the editor of custom roles, and questions
 * about permissions. May use roles, decisions, scopes and the directory. Start with {@link
 * io.mltwin.console.access.AccessResource}.
 */
package io.mltwin.console.access;
