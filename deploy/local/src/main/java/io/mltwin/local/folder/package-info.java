/**
 * The launcher's notes in a data folder about its own runs: the lock, the settings of
 * the last start, and the processes that outlived it. Start reading at {@link
 * io.mltwin.local.folder.FolderLock}.
 */
package io.mltwin.local.folder;
