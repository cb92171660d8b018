// The sentences of the Click language. Every choice is made by the next word alone, so reading
// takes time linear in the text; what a name means is decided when the graph is built.
parser grammar ClickParser;

options { tokenVocab = ClickLexer; }

configuration : statement* EOF ;

statement : definition | chain | SEMICOLON ;

definition : ELEMENTCLASS NAME compound ;

chain : node ( ARROW node )* ;

node : port? element port? ;

port : LEFT_BRACKET NUMBER RIGHT_BRACKET ;

element : names ( DECLARES use | arguments )? | compound arguments? ;

names : NAME ( COMMA NAME )* ;

use : ( NAME | compound ) arguments? ;

compound : LEFT_BRACE parameters? statement* RIGHT_BRACE ;

parameters : VARIABLE ( COMMA VARIABLE )* BAR ;

arguments : OPEN argument ( COMMA argument )* CLOSE ;

argument : piece* ;

piece : WORD | STRING | OPEN ( piece | COMMA )* CLOSE ;
