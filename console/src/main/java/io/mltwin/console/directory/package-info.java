/**
 * People, groups and applications of the directory, by Microsoft Graph as the signed-in user. May
 * use the calls to Azure. Start with {@link io.mltwin.console.directory.DirectoryClient}.
 */
package io.mltwin.console.directory;
