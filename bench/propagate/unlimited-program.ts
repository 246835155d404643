// In this order: the list of platforms is changed before the program reads it.
import './unlimited';
import '../../src/main';
