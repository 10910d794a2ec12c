/**
 * The Blob service's data plane, a package a feature: {@code AppendBlockHandler} answers Append
 * Block, and so on. Start reading at {@link io.mltwin.workspace.storage.blob.BlobResource}. The
 * packages use each other in one direction: {@code request}, {@code state}, {@code containers},
 * {@code content}, {@code read}, {@code versions}, {@code copy}, and then the others.
 */
package io.mltwin.workspace.storage.blob;
