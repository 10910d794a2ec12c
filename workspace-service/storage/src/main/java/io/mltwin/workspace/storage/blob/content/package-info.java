/**
 * The writing of blobs: the key that it is encrypted with, new content, copies of content, and
 * files that two states share. Uses {@code request}, {@code state} and {@code containers}.
 */
package io.mltwin.workspace.storage.blob.content;
