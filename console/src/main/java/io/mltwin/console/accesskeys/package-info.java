/**
 * The access keys of a resource, listed when somebody asks for them. May use the calls to Azure.
 * Start with {@link io.mltwin.console.accesskeys.AccessKeysResource}.
 */
package io.mltwin.console.accesskeys;
