/** The shop's API as a Java team writes it. Views and functions are those of the shop's model. */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
