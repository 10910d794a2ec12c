/** Addresses of Azure ML studio, which lead to pages of the console. */
package io.mltwin.console.studio;
