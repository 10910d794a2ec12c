/**
 * Containers: their operations, stored access policies, default encryption scopes, immutability
 * policies and legal holds. Uses {@code request} and {@code state}; start at {@code
 * ContainerService}.
 */
package io.mltwin.workspace.storage.blob.containers;
