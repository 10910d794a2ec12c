/**
 * A Python environment as layers of an image in the workspace's registry. Start reading at
 * EnvironmentImage.
 */
package io.mltwin.node.image;
