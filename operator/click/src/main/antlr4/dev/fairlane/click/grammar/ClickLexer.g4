// The words of the Click language. Text in parentheses has words of its own: it belongs to the
// element class that reads it. No character is refused here; what fits nowhere becomes OTHER, so
// that every complaint is the parser's.
lexer grammar ClickLexer;

LINE_COMMENT : '//' ~[\r\n]* -> skip ;
BLOCK_COMMENT : '/*' .*? '*/' -> skip ;
OPEN_COMMENT : '/*' ;
SPACE : [ \t\r\n\f]+ -> skip ;

ELEMENTCLASS : 'elementclass' ;
REQUIRE : 'require' ;
DEFINE : 'define' ;
ARROW : '->' ;
DOUBLE_ARROW : '=>' ;
DECLARES : '::' ;
COMMA : ',' ;
SEMICOLON : ';' ;
BAR : '|' ;
LEFT_BRACE : '{' ;
RIGHT_BRACE : '}' ;
LEFT_BRACKET : '[' ;
RIGHT_BRACKET : ']' ;
OPEN : '(' -> pushMode(ARGUMENTS) ;

NUMBER : [0-9]+ ;
NAME : LETTER ( '/'? LETTER )* ;
VARIABLE : '$' [A-Za-z0-9_]+ ;
OTHER : . ;

fragment LETTER : [A-Za-z0-9_@] ;

mode ARGUMENTS;

ARGUMENT_LINE_COMMENT : '//' ~[\r\n]* -> skip ;
ARGUMENT_BLOCK_COMMENT : '/*' .*? '*/' -> skip ;
ARGUMENT_OPEN_COMMENT : '/*' -> type(OPEN_COMMENT) ;
ARGUMENT_SPACE : [ \t\r\n\f]+ -> skip ;
ARGUMENT_COMMA : ',' -> type(COMMA) ;
NESTED : '(' -> type(OPEN), pushMode(ARGUMENTS) ;
CLOSE : ')' -> popMode ;
STRING : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '"' ;
OPEN_STRING : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '\\'? ;
WORD : ( ~[ \t\r\n\f,()"/] | '/' ~[/* \t\r\n\f,()"] )+ | '/' ;
