/**
 * Logins to the node by SSH. Start reading at NodeLogin.
 */
package io.mltwin.node.login;
