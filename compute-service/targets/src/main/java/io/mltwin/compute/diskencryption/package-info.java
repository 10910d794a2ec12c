/**
 * Microsoft.Compute/diskEncryptionSets, and the disks of cluster nodes that lie under one. Uses
 * {@code customer-keys}. Start reading at {@link
 * io.mltwin.compute.diskencryption.DiskEncryptionSetProvider}.
 */
package io.mltwin.compute.diskencryption;
